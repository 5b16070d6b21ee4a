package dev.gatehouse.rego.builtin;

import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.NumberValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.time.zone.ZoneRules;
import java.time.zone.ZoneRulesProvider;
import java.util.Locale;

/// Times, which are numbers of nanoseconds since 1970, alone or with the name of a zone.
final class Times {
    private static final long BILLION = 1_000_000_000;
    private static final String WRONG = "either number (ns) or [number (ns), string (tz)]";

    private Times() {}

    static void register(Builtins.Table table) {
        table.add("time.now_ns", (context, arguments) -> NumberValue.of(nanoseconds(context.now())));
        table.add("time.parse_ns",
                (context, arguments) -> instant(GoTimeParser.parse(text(context, arguments, 0), text(context, arguments, 1))));
        table.add("time.parse_rfc3339_ns",
                (context, arguments) -> instant(GoTimeParser.parse("RFC3339", text(context, arguments, 0))));
        table.add("time.parse_duration_ns",
                (context, arguments) -> NumberValue.of(GoDuration.parse(text(context, arguments, 0))));
        table.add("time.format", (context, arguments) -> format(context, arguments[0]));
        table.add("time.date", (context, arguments) -> {
            ZonedDateTime time = time(arguments[0]);
            return numbers(time.getYear(), time.getMonthValue(), time.getDayOfMonth());
        });
        table.add("time.clock", (context, arguments) -> {
            ZonedDateTime time = time(arguments[0]);
            return numbers(time.getHour(), time.getMinute(), time.getSecond());
        });
        table.add("time.weekday", (context, arguments) -> StringValue
                .of(time(arguments[0]).getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.US)));
        table.add("time.add_date", (context, arguments) -> addDate(arguments));
        table.add("time.diff", (context, arguments) -> difference(time(arguments[0]), time(arguments[1])));
    }

    private static String text(BuiltinContext context, Value[] arguments, int index) {
        String text = Operands.string(arguments, index);
        context.read(text);
        return text;
    }

    private static long nanoseconds(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), BILLION), instant.getNano());
    }

    private static Value instant(BigInteger nanoseconds) {
        if (nanoseconds.bitLength() > 63) {
            throw BuiltinError.failure("time outside of valid range");
        }
        return NumberValue.of(nanoseconds);
    }

    private static Value numbers(long... numbers) {
        var array = ArrayValue.builder(numbers.length);
        for (long number : numbers) {
            array.add(NumberValue.of(number));
        }
        return array.build();
    }

    /// The time that an argument names: nanoseconds, or an array that begins with nanoseconds and a zone.
    private static ZonedDateTime time(Value argument) {
        Value number = argument;
        ZoneId zone = ZoneOffset.UTC;
        if (argument instanceof ArrayValue array && array.size() > 0) {
            number = array.get(0);
            zone = array.size() > 1 ? zone(Operands.string(array.get(1), 1)) : zone("");
        } else if (!(argument instanceof NumberValue)) {
            throw BuiltinError.operandType(1, argument, WRONG);
        }
        if (!(number instanceof NumberValue nanoseconds)) {
            throw BuiltinError.operandType(1, number, "number");
        }
        BigInteger exact = nanoseconds.isLong()
                ? BigInteger.valueOf(nanoseconds.longValue())
                : Arithmetic.guarded(() -> nanoseconds.floatValue().exactInteger());
        if (exact == null || exact.bitLength() > 63) {
            throw BuiltinError.failure("timestamp too big");
        }
        long value = exact.longValue();
        return Instant.ofEpochSecond(Math.floorDiv(value, BILLION), Math.floorMod(value, BILLION))
                .atZone(zone.equals(ZoneOffset.UTC) ? ZoneId.of("UTC") : zone);
    }

    private static ZoneId zone(String name) {
        if (name.isEmpty() || name.equals("UTC")) {
            return ZoneId.of("UTC");
        }
        if (name.equals("Local")) {
            return ZoneId.systemDefault();
        }
        boolean abbreviation = name.equals("EST") || name.equals("MST") || name.equals("HST");
        if (!abbreviation && !ZoneRulesProvider.getAvailableZoneIds().contains(name)) {
            throw BuiltinError.failure("unknown time zone " + name);
        }
        try {
            return ZoneId.of(name, ZoneId.SHORT_IDS);
        } catch (DateTimeException e) {
            throw BuiltinError.failure("unknown time zone " + name);
        }
    }

    private static Value format(BuiltinContext context, Value argument) {
        String layout = argument instanceof ArrayValue array && array.size() > 2 ? Operands.string(array.get(2), 1) : "";
        context.checkCharacters(2L * layout.length());
        return StringValue.of(GoTimeFormat.format(time(argument), layout.isEmpty() ? "RFC3339Nano" : layout));
    }

    private static Value addDate(Value[] arguments) {
        ZonedDateTime time = time(arguments[0]);
        long years = Operands.integer(arguments, 1);
        long months = Operands.integer(arguments, 2);
        long days = Operands.integer(arguments, 3);
        try {
            long month = Math.addExact(
                    Math.addExact(time.getYear() * 12L + time.getMonthValue() - 1, Math.multiplyExact(years, 12L)), months);
            LocalDate date = LocalDate.of(Math.toIntExact(Math.floorDiv(month, 12L)), (int) Math.floorMod(month, 12L) + 1, 1)
                    .plusDays(Math.addExact(time.getDayOfMonth() - 1L, days));
            long local = LocalDateTime.of(date, time.toLocalTime()).toEpochSecond(ZoneOffset.UTC);
            long utc = local - offset(time.getZone().getRules(), local);
            return instant(BigInteger.valueOf(utc).multiply(BigInteger.valueOf(BILLION)).add(BigInteger.valueOf(time.getNano())));
        } catch (ArithmeticException | DateTimeException e) {
            throw BuiltinError.failure("time outside of valid range");
        }
    }

    /// The offset at a local time, chosen as Go chooses it where the clocks change.
    private static int offset(ZoneRules rules, long local) {
        int guess = rules.getOffset(Instant.ofEpochSecond(local)).getTotalSeconds();
        return rules.getOffset(Instant.ofEpochSecond(local - guess)).getTotalSeconds();
    }

    /// Years, months, days, hours, minutes and seconds between two times, in the zone of the first argument.
    private static Value difference(ZonedDateTime first, ZonedDateTime second) {
        ZonedDateTime moved = second.withZoneSameInstant(first.getZone());
        ZonedDateTime from = first.toInstant().isAfter(moved.toInstant()) ? moved : first;
        ZonedDateTime to = from == first ? moved : first;
        long seconds = to.getSecond() - from.getSecond();
        long minutes = to.getMinute() - from.getMinute();
        long hours = to.getHour() - from.getHour();
        long days = to.getDayOfMonth() - from.getDayOfMonth();
        long months = to.getMonthValue() - from.getMonthValue();
        long years = to.getYear() - from.getYear();
        if (seconds < 0) {
            seconds += 60;
            minutes--;
        }
        if (minutes < 0) {
            minutes += 60;
            hours--;
        }
        if (hours < 0) {
            hours += 24;
            days--;
        }
        if (days < 0) {
            days += YearMonth.from(from).lengthOfMonth();
            months--;
        }
        if (months < 0) {
            months += 12;
            years--;
        }
        return numbers(years, months, days, hours, minutes, seconds);
    }
}
