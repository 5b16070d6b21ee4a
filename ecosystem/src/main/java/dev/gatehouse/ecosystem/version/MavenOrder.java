package dev.gatehouse.ecosystem.version;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/// Maven: a tree of numbers, qualifiers and lists, in which a hyphen and a change between digits and letters open a list.
/// Nesting is bounded by the length of a version. Source: the POM reference, "Version Order Specification", and what
/// `ComparableVersion` of Maven 3.9 does.
final class MavenOrder implements Comparable<MavenOrder>, Prerelease {
    private static final List<String> QUALIFIERS = List.of("alpha", "beta", "milestone", "rc", "snapshot", "", "sp");
    private static final int RELEASE = QUALIFIERS.indexOf("");

    /// One part of the tree.
    private sealed interface Item {
        /// Whether it means nothing where a version ends.
        boolean isEmpty();

        /// How it compares with the end of a version.
        int compareToEnd();
    }

    private record Number(String digits) implements Item {
        @Override
        public boolean isEmpty() {
            return Digits.compare(digits, "0") == 0;
        }

        @Override
        public int compareToEnd() {
            return isEmpty() ? 0 : 1;
        }
    }

    private record Word(String text) implements Item {
        /// Unknown qualifiers stand behind the known ones.
        private int rank() {
            int rank = QUALIFIERS.indexOf(text);
            return rank < 0 ? QUALIFIERS.size() : rank;
        }

        @Override
        public boolean isEmpty() {
            return text.isEmpty();
        }

        @Override
        public int compareToEnd() {
            return Integer.compare(rank(), RELEASE);
        }

        private int compareTo(Word other) {
            int order = Integer.compare(rank(), other.rank());
            return order != 0 || rank() < QUALIFIERS.size() ? order : text.compareTo(other.text);
        }
    }

    private record Branch(List<Item> items) implements Item {
        @Override
        public boolean isEmpty() {
            return items.isEmpty();
        }

        @Override
        public int compareToEnd() {
            return items.stream().mapToInt(Item::compareToEnd).filter(order -> order != 0).findFirst().orElse(0);
        }

        /// Drops from the end what means nothing, up to a number or word that means something.
        private void normalize() {
            for (int i = items.size() - 1; i >= 0; i--) {
                if (items.get(i).isEmpty()) {
                    items.remove(i);
                } else if (!(items.get(i) instanceof Branch)) {
                    return;
                }
            }
        }
    }

    private final Branch root;

    private MavenOrder(Branch root) {
        this.root = root;
    }

    static MavenOrder parse(String text) {
        return new MavenOrder(new Reader(text.strip().toLowerCase(Locale.ROOT)).read());
    }

    /// Cuts a version into items.
    private static final class Reader {
        private final String text;
        private final Deque<Branch> open = new ArrayDeque<>();
        private Branch branch = new Branch(new ArrayList<>());
        private int start;

        Reader(String text) {
            this.text = text;
        }

        Branch read() {
            Branch root = branch;
            open.push(root);
            boolean digits = false;
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == '.' || c == '-') {
                    branch.items.add(i == start ? new Number("0") : item(digits, i, false));
                    start = i + 1;
                    if (c == '-') {
                        nest();
                    }
                } else if (Digits.is(c) != digits) {
                    if (i > start) {
                        nestBefore(digits);
                        branch.items.add(item(digits, i, true));
                        start = i;
                        nest();
                    }
                    digits = !digits;
                }
            }
            if (text.length() > start) {
                nestBefore(digits);
                branch.items.add(item(digits, text.length(), false));
            }
            open.forEach(Branch::normalize);
            return root;
        }

        /// A word behind a dot is as if it were behind a hyphen.
        private void nestBefore(boolean digits) {
            if (!digits && !branch.items.isEmpty()) {
                nest();
            }
        }

        private void nest() {
            Branch inner = new Branch(new ArrayList<>());
            branch.items.add(inner);
            branch = inner;
            open.push(inner);
        }

        /// Single letters stand for words only where a number follows.
        private Item item(boolean digits, int end, boolean numbered) {
            String part = text.substring(start, end);
            if (digits) {
                return new Number(part);
            }
            return new Word(switch (part) {
                case "a" -> numbered ? "alpha" : part;
                case "b" -> numbered ? "beta" : part;
                case "m" -> numbered ? "milestone" : part;
                case "cr" -> "rc";
                case "ga", "final", "release" -> "";
                default -> part;
            });
        }
    }

    @Override
    public boolean isPrerelease() {
        return isEarly(root);
    }

    private static boolean isEarly(Item item) {
        return switch (item) {
            case Word word -> word.rank() < RELEASE;
            case Branch branch -> branch.items.stream().anyMatch(MavenOrder::isEarly);
            case Number _ -> false;
        };
    }

    @Override
    public int compareTo(MavenOrder other) {
        return compare(root, other.root);
    }

    /// Words come before lists, lists before numbers.
    private static int compare(Item left, Item right) {
        return switch (left) {
            case Number a -> right instanceof Number b ? Digits.compare(a.digits, b.digits) : 1;
            case Word a -> right instanceof Word b ? a.compareTo(b) : -1;
            case Branch a -> switch (right) {
                case Number _ -> -1;
                case Word _ -> 1;
                case Branch b -> compareBranches(a.items, b.items);
            };
        };
    }

    private static int compareBranches(List<Item> a, List<Item> b) {
        for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
            int order = i >= a.size()
                    ? -b.get(i).compareToEnd()
                    : i >= b.size() ? a.get(i).compareToEnd() : compare(a.get(i), b.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
