package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Trap 17: values whose classes have a say in how they are stored are on every node what they were on the first. */
@OnEveryContainer
final class SpecialKindsIT {

    private static final List<String> KINDS = List.of(
            "record",
            "enumBody",
            "enumMap",
            "immutable",
            "unmodifiable",
            "toList",
            "optional",
            "times",
            "resolved",
            "external",
            "lambda",
            "proxy",
            "shared");

    private final Node a;
    private final Node b;
    private final Browser ann = new Browser();

    SpecialKindsIT(Cluster cluster) {
        a = cluster.node(0);
        b = cluster.node(1);
    }

    @Test
    void eachIsTheSameOnTheOtherNode() {
        String[] put = KINDS.stream().map(kind -> "put:" + kind + ":" + kind).toArray(String[]::new);
        String[] get = KINDS.stream().map(kind -> "get:" + kind).toArray(String[]::new);
        Answer here = ann.on(a, Stream.of(put, get).flatMap(Stream::of).toArray(String[]::new))
                .ok();
        Answer there = ann.on(b, get).ok();

        assertThat(get)
                .allSatisfy(step ->
                        assertThat(there.of(step)).isEqualTo(here.of(step)).isNotEqualTo(Answer.NONE));
        assertThat(there.of("get:resolved")).isEqualTo("the only one");
        assertThat(there.of("get:shared")).isEqualTo("two that know each other");
        assertThat(there.of("get:lambda")).isEqualTo("supplies captured");
    }
}
