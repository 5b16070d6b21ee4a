package dev.gatehouse.ecosystem.version;

import java.util.List;

/// Numbers as texts, of any size.
final class Digits {
    private Digits() {}

    static boolean is(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    /// Whether the text is digits and nothing else.
    static boolean only(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            if (!is(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /// The end of the digits that begin at the index.
    static int end(CharSequence text, int start) {
        int end = start;
        while (end < text.length() && is(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /// Without leading zeros; `0` stays.
    static String trim(String digits) {
        int start = 0;
        while (start < digits.length() - 1 && digits.charAt(start) == '0') {
            start++;
        }
        return digits.substring(start);
    }

    /// Compares as numbers texts that are digits only; the empty text is 0.
    static int compare(String a, String b) {
        String left = trim(a);
        String right = trim(b);
        boolean leftZero = left.isEmpty() || left.equals("0");
        boolean rightZero = right.isEmpty() || right.equals("0");
        if (leftZero || rightZero) {
            return Boolean.compare(rightZero, leftZero);
        }
        return left.length() != right.length() ? Integer.compare(left.length(), right.length()) : left.compareTo(right);
    }

    /// Compares dotted numbers part by part.
    ///
    /// @param padded
    ///            whether missing parts count as 0; otherwise the longer is the greater
    static int compare(List<String> a, List<String> b, boolean padded) {
        int most = Math.max(a.size(), b.size());
        for (int i = 0; i < most; i++) {
            if (!padded && (i >= a.size() || i >= b.size())) {
                return Integer.compare(a.size(), b.size());
            }
            int order = compare(i < a.size() ? a.get(i) : "0", i < b.size() ? b.get(i) : "0");
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
