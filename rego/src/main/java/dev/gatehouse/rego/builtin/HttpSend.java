package dev.gatehouse.rego.builtin;

import dev.gatehouse.rego.outside.HttpCache;
import dev.gatehouse.rego.outside.HttpCall;
import dev.gatehouse.rego.outside.HttpReply;
import dev.gatehouse.rego.outside.HttpSender;
import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.BooleanValue;
import dev.gatehouse.rego.value.JsonException;
import dev.gatehouse.rego.value.NullValue;
import dev.gatehouse.rego.value.NumberValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Utf8;
import dev.gatehouse.rego.value.Value;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/// `http.send`. Within an evaluation a request is sent once; between evaluations answers are kept only if the request says so and the
/// host has a cache.
final class HttpSend {
    private static final String INTERNAL = "eval_http_send_internal_error";
    private static final String NETWORK = "eval_http_send_network_error";
    private static final Set<Integer> CACHEABLE = Set.of(200, 203, 204, 206, 300, 301, 404, 405, 410, 414, 501);
    private static final Duration FIRST_DELAY = Duration.ofMillis(100);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(60);
    // About what waiting for a server costs, in the meter's units.
    private static final int WORK = 10_000;

    private HttpSend() {}

    static void register(Builtins.Table table) {
        table.add("http.send", (context, arguments) -> send(context, Operands.object(arguments, 0)));
    }

    /// The requests of one evaluation with their answers.
    private record Memo(Map<Value, Object> answers) {
        private record Key() {}

        static Memo of(BuiltinContext context) {
            return context.cached(new Key(), Memo.class, () -> new Memo(new HashMap<>()));
        }
    }

    /// There was no answer.
    private static final class Failed extends Exception {
        private static final long serialVersionUID = 1;

        private Failed(String message) {
            super(message, null, false, false);
        }
    }

    private static Value send(BuiltinContext context, ObjectValue request) {
        boolean raises = switch (request.get("raise_error")) {
            case null -> true;
            case BooleanValue truth -> truth.value();
            default -> throw BuiltinError.failure("invalid value for raise_error field");
        };
        try {
            HttpRequestKeys.check(request);
            HttpSender sender = context.outside().http();
            if (sender == null) {
                throw BuiltinError.notAllowed();
            }
            context.work(WORK);
            return answer(context, sender, request);
        } catch (BuiltinError e) {
            if (raises || e.stops()) {
                throw e;
            }
            return error(INTERNAL, e.kind().code() + ": http.send: " + e.getMessage());
        } catch (Failed e) {
            if (raises) {
                throw BuiltinError.failure(String.valueOf(e.getMessage()));
            }
            return error(NETWORK, String.valueOf(e.getMessage()));
        }
    }

    private static Value error(String code, String message) {
        return ObjectValue.builder().put("status_code", NumberValue.of(0)).put("error",
                ObjectValue.builder().put("code", StringValue.of(code)).put("message", StringValue.of(message)).build()).build();
    }

    private static Value answer(BuiltinContext context, HttpSender sender, ObjectValue request) throws Failed {
        ObjectValue key = key(request);
        Map<Value, Object> memo = Memo.of(context).answers();
        switch (memo.get(key)) {
            case Value known -> {
                return known;
            }
            case Failed failed -> throw failed;
            case null, default -> {
                // Not asked before.
            }
        }
        try {
            HttpReply reply = reply(context, sender, request, key);
            Value answer = value(context, request, reply);
            if (CACHEABLE.contains(reply.code())) {
                memo.put(key, answer);
            }
            return answer;
        } catch (Failed e) {
            memo.put(key, e);
            throw e;
        }
    }

    /// The request without what does not change the answer.
    private static ObjectValue key(ObjectValue request) {
        ObjectValue key = request.with(StringValue.of("cache_ignored_headers"), NullValue.NULL);
        if (!(request.get("cache_ignored_headers") instanceof ArrayValue ignored)
                || !(request.get("headers") instanceof ObjectValue headers)) {
            return key;
        }
        ObjectValue left = headers;
        for (Value name : ignored) {
            left = left.without(name);
        }
        return key.with(StringValue.of("headers"), left);
    }

    private static HttpReply reply(BuiltinContext context, HttpSender sender, ObjectValue request, ObjectValue key) throws Failed {
        boolean forced = HttpRequests.truth(request, "force_cache");
        long seconds = forced ? forcedSeconds(request) : 0;
        HttpRequests.truth(request, "force_json_decode");
        HttpRequests.truth(request, "force_yaml_decode");
        HttpCache cache = HttpRequests.truth(request, "cache") || forced ? sender.cache() : null;
        HttpCall call;
        try {
            call = HttpRequests.read(sender, request);
        } catch (IOException e) {
            throw BuiltinError.failure(String.valueOf(e.getMessage()));
        }
        HttpCache.Kept kept = cache == null ? null : cache.get(key);
        if (cache != null && kept != null) {
            if (context.now().isBefore(kept.expires())) {
                return kept.reply();
            }
            cache.remove(key);
            Map<String, String> conditions = HttpFreshness.conditions(kept.reply());
            if (!conditions.isEmpty()) {
                HttpReply fresh = exchange(context, sender, request, call.withHeaders(conditions));
                if (fresh.code() == 304) {
                    HttpReply renewed = kept.reply().withHeaders(fresh.headers());
                    keep(context, cache, key, renewed, seconds);
                    return renewed;
                }
                if (fresh.code() == 200) {
                    keep(context, cache, key, fresh, seconds);
                    return fresh;
                }
            }
        }
        HttpReply reply = exchange(context, sender, request, call);
        if (cache != null) {
            keep(context, cache, key, reply, seconds);
        }
        return reply;
    }

    private static long forcedSeconds(ObjectValue request) {
        Value seconds = request.get("force_cache_duration_seconds");
        if (seconds == null) {
            throw BuiltinError.failure("'force_cache' set but 'force_cache_duration_seconds' parameter is missing");
        }
        if (!(seconds instanceof NumberValue number) || !number.isLong() || Math.abs(number.longValue()) > Integer.MAX_VALUE) {
            throw BuiltinError.failure("strconv.ParseInt: parsing \"" + seconds + "\": invalid syntax");
        }
        return number.longValue();
    }

    private static void keep(BuiltinContext context, HttpCache cache, ObjectValue key, HttpReply reply, long forcedSeconds) {
        if (!CACHEABLE.contains(reply.code())) {
            return;
        }
        Instant expires = forcedSeconds > 0 ? context.now().plusSeconds(forcedSeconds) : HttpFreshness.expires(reply);
        if (expires != null) {
            cache.put(key, new HttpCache.Kept(reply, expires));
        }
    }

    private static HttpReply exchange(BuiltinContext context, HttpSender sender, ObjectValue request, HttpCall call) throws Failed {
        int retries = HttpRequests.count(request, "max_retry_attempts");
        for (int attempt = 0;; attempt++) {
            // Asks whether the evaluation was cancelled, too.
            context.work(WORK);
            try {
                return sender.send(call);
            } catch (IOException e) {
                if (attempt >= retries) {
                    String method = call.method().charAt(0) + call.method().substring(1).toLowerCase(Locale.ROOT);
                    throw new Failed(e instanceof HttpTimeoutException
                            ? method + " " + call.url() + ": request timed out"
                            : method + " \"" + call.url() + "\": " + problem(e));
                }
                pause(attempt);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw BuiltinError.halt("http.send: interrupted");
            }
        }
    }

    private static String problem(IOException e) {
        return e.getMessage() != null
                ? e.getMessage()
                : e instanceof java.net.ConnectException ? "connection refused" : e.getClass().getSimpleName();
    }

    /// Waits twice as long each time, and a little more or less.
    private static void pause(int attempt) {
        long longest = Math.min(LONGEST_DELAY.toMillis(), FIRST_DELAY.toMillis() << Math.min(attempt, 20));
        try {
            Thread.sleep(longest * 8 / 10 + ThreadLocalRandom.current().nextLong(longest * 4 / 10 + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw BuiltinError.halt("http.send: interrupted");
        }
    }

    private static Value value(BuiltinContext context, ObjectValue request, HttpReply reply) {
        String raw = Utf8.decode(reply.body());
        context.checkCharacters(raw.length());
        String type = reply.header("content-type") == null ? "" : String.valueOf(reply.header("content-type"));
        Value body = NullValue.NULL;
        if (HttpRequests.truth(request, "force_json_decode") || isJson(type)) {
            body = json(context, raw);
        } else if (HttpRequests.truth(request, "force_yaml_decode") || type.contains("application/yaml")
                || type.contains("application/x-yaml")) {
            body = yaml(context, raw);
        }
        var headers = ObjectValue.builder();
        reply.headers().forEach((name, values) -> headers.put(name, ArrayValue.of(values.stream().map(StringValue::of).toList())));
        return ObjectValue.builder().put("status", StringValue.of(reply.status())).put("status_code", NumberValue.of(reply.code()))
                .put("body", body).put("raw_body", StringValue.of(Utf8.replaceRawBytes(raw))).put("headers", headers.build()).build();
    }

    private static boolean isJson(String contentType) {
        String media = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return media.equals("application/json") || (media.startsWith("application/") && media.endsWith("+json"));
    }

    private static Value json(BuiltinContext context, String text) {
        try {
            return JsonText.read(context, text);
        } catch (JsonException e) {
            return NullValue.NULL;
        }
    }

    private static Value yaml(BuiltinContext context, String text) {
        try {
            return YamlText.read(context, text);
        } catch (JsonException e) {
            return NullValue.NULL;
        }
    }
}
