package dev.gatehouse.sca.inventory;

import dev.gatehouse.core.source.Place;
import dev.gatehouse.sca.listing.Subject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one file, or a manifest with its lock file, says: a graph of packages.
///
/// @param place
///            the file that names most: the lock file where there is one
/// @param format
///            its format
/// @param subject
///            what the project is called; null if no file says
/// @param packages
///            in the order of the file
public record Project(Place place, String format, @Nullable Subject subject, List<PackageUse> packages) {
    public Project {
        packages = List.copyOf(packages);
    }

    /// The shortest way from something that the project asks for to a package, both included: only the package itself if it is
    /// direct or the file has no graph that leads to it.
    public List<PackageUse> path(int target) {
        if (packages.get(target).direct()) {
            return List.of(packages.get(target));
        }
        int[] before = ways();
        List<PackageUse> path = new ArrayList<>();
        int at = target;
        while (at >= 0 && path.size() <= packages.size()) {
            path.add(packages.get(at));
            at = before[at];
        }
        Collections.reverse(path);
        return path;
    }

    /// For each package the one before it on a shortest way from a direct one; -1 for those that are direct or that no way leads
    /// to.
    public int[] ways() {
        int[] before = new int[packages.size()];
        boolean[] seen = new boolean[packages.size()];
        Deque<Integer> left = new ArrayDeque<>();
        for (int i = 0; i < before.length; i++) {
            before[i] = -1;
            if (packages.get(i).direct() && !packages.get(i).own()) {
                seen[i] = true;
                left.add(i);
            }
        }
        while (!left.isEmpty()) {
            int at = left.poll();
            for (int next : packages.get(at).requires()) {
                if (!seen[next]) {
                    seen[next] = true;
                    before[next] = at;
                    left.add(next);
                }
            }
        }
        return before;
    }
}
