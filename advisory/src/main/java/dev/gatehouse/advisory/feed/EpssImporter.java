package dev.gatehouse.advisory.feed;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// FIRST's Exploit Prediction Scoring System: `cve,epss,percentile`.
final class EpssImporter implements Importer {
    private static final Pattern SCORED = Pattern.compile("^#.*score_date:(\\d{4}-\\d\\d-\\d\\d)");

    @Override
    public void read(Entry entry, Intake intake) throws IOException {
        var reader = new BufferedReader(new InputStreamReader(new ByteArrayInputStream(entry.bytes()), StandardCharsets.UTF_8));
        int number = 0;
        int wrong = 0;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            number++;
            Matcher scored = SCORED.matcher(line);
            if (number == 1 && scored.find()) {
                exported(scored.group(1), intake);
            }
            if (line.startsWith("#") || line.startsWith("cve,") || line.isBlank()) {
                continue;
            }
            String[] fields = line.split(",", 4);
            if (fields.length < 3 || !fields[0].startsWith("CVE-") || !probability(fields, intake)) {
                wrong++;
                if (wrong == 1) {
                    intake.leftOut(entry.name(), "a line is not cve,epss,percentile (first at line " + number + ")");
                }
            }
        }
    }

    private static void exported(String day, Intake intake) {
        try {
            intake.exported(LocalDate.parse(day).atStartOfDay(ZoneOffset.UTC).toInstant());
        } catch (DateTimeException _) {
            // Then it is as old as the day that it came here.
        }
    }

    private static boolean probability(String[] fields, Intake intake) {
        try {
            double probability = Double.parseDouble(fields[1]);
            double percentile = Double.parseDouble(fields[2]);
            boolean valid = probability >= 0 && probability <= 1 && percentile >= 0 && percentile <= 1;
            if (valid) {
                intake.probability(fields[0], probability, percentile);
            }
            return valid;
        } catch (NumberFormatException _) {
            return false;
        }
    }
}
