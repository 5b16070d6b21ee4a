package dev.gatehouse.advisory.store;

import dev.gatehouse.advisory.Advisory;
import dev.gatehouse.advisory.Affected;
import dev.gatehouse.advisory.Exploitation;
import java.util.List;

/// What the store has about one package in one advisory.
///
/// @param advisory
///            the record, with the asked package alone under `affected`
/// @param affected
///            the asked package
/// @param weakness
///            all names of the weakness, of every record that was joined; CVE ids first
/// @param exploitation
///            what is known of attacks
public record StoredAdvisory(Advisory advisory, Affected affected, List<String> weakness, Exploitation exploitation) {
    public StoredAdvisory {
        weakness = List.copyOf(weakness);
    }
}
