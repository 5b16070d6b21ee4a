package dev.gatehouse.detection.sigma;

import java.util.List;

/// What rules are matched against: named values.
public interface Event {

    /// The values of a field as text: none if the event does not have it or it is null, several if it is a list.
    List<String> values(String field);

    /// All values, for keywords that name no field.
    List<String> values();
}
