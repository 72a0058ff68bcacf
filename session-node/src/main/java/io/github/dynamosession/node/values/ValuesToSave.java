package io.github.dynamosession.node.values;

import java.util.List;
import java.util.Map;

/**
 * What a save compares.
 *
 * @param current the session's values by name; a value that is brought back takes its place here, too
 * @param displaced those of the request that others have taken the place of, the latest of each name first
 */
record ValuesToSave(Map<String, TrackedValue> current, List<DisplacedValue> displaced) {}
