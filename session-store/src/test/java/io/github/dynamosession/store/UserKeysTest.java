package io.github.dynamosession.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UserKeysTest {

    private static final byte[] SECRET = "a key of 32 bytes, or even more.".getBytes(StandardCharsets.UTF_8);
    private static final String LONG = "x".repeat(5_000);

    private final UserKeys clear = UserKeys.of("shop", Optional.empty());
    private final UserKeys hashed = UserKeys.of("shop", Optional.of(SECRET));

    @Test
    void nameFollowsTheApplication() {
        UserKey ann = clear.key("ann");

        assertThat(ann.indexValue()).isEqualTo("shop#ann");
        assertThat(clear.nameIn(ann)).contains("ann");
        assertThat(UserKey.ofIndexValue("shop#ann")).isEqualTo(ann).hasSameHashCodeAs(ann);
    }

    /** The value is HMAC-SHA256 of "shop", NUL, "ann", as other programs compute it, too. */
    @Test
    void nameIsHashedWithTheKey() {
        UserKey ann = hashed.key("ann");

        assertThat(ann.indexValue()).isEqualTo("shop#hmac:uwWWblfvT4Cs8WABwRw4E2uz9wz6ZmWoLZ2LOG8QMgE");
        assertThat(hashed.nameIn(ann)).isEmpty();
        assertThat(clear.nameIn(ann)).isEmpty();
    }

    @Test
    void everyApplicationKeyAndNameHasAnotherHash() {
        byte[] other = SECRET.clone();
        other[0]++;

        assertThat(hashed.key("ann"))
                .isNotEqualTo(hashed.key("Ann"))
                .isNotEqualTo(UserKeys.of("shop", Optional.of(other)).key("ann"));
        assertThat(UserKeys.of("sho", Optional.of(SECRET))
                        .key("pann")
                        .indexValue()
                        .substring("sho#".length()))
                .isNotEqualTo(hashed.key("ann").indexValue().substring("shop#".length()));
    }

    /** DynamoDB takes 2,048 bytes; a login must not fail for the index. */
    @Test
    void nameThatIsTooLongForAnIndexIsHashed() {
        String fits = "\u00e4".repeat((2048 - "shop#".length()) / 2);

        assertThat(clear.key(fits).indexValue()).isEqualTo("shop#" + fits);
        assertThat(clear.key(fits + "xx").indexValue())
                .startsWith("shop#sha256:")
                .hasSize("shop#sha256:".length() + 43);
        assertThat(clear.key(LONG)).isNotEqualTo(clear.key(LONG + "x"));
        assertThat(clear.nameIn(clear.key(LONG))).isEmpty();
        assertThat(hashed.key(LONG).indexValue()).hasSize("shop#hmac:".length() + 43);
    }

    /** UTF-8 has no bytes for half a character, nor has DynamoDB: two names of users must not become one. */
    @Test
    void namesWithHalfACharacterHaveKeysOfTheirOwn() {
        List<String> names = List.of("ann\uD800", "ann\uD801", "ann\uDC00", "\uD800ann", "ann?", "ann\uD83D\uDE00");

        assertThat(names).map(clear::key).doesNotHaveDuplicates();
        assertThat(names).map(hashed::key).doesNotHaveDuplicates();
        assertThat(clear.key("ann\uD800").indexValue())
                .startsWith("shop#sha256:")
                .matches("\\p{ASCII}*");
        assertThat(clear.key("ann\uD83D\uDE00").indexValue()).isEqualTo("shop#ann\uD83D\uDE00");
    }

    @Test
    void nobodyGetsAnothersKeyByTakingItsHashForAName() {
        String hash = clear.key(LONG).indexValue().substring("shop#".length());

        assertThat(clear.key(hash)).isNotEqualTo(clear.key(LONG));
        String keyed = hashed.key("ann").indexValue().substring("shop#".length());
        assertThat(clear.key(keyed)).isNotEqualTo(hashed.key("ann"));
    }

    @Test
    void usersOfTwoApplicationsHaveTwoKeysWhateverTheirNames() {
        assertThat(clear.key("x#ann"))
                .isNotEqualTo(UserKeys.of("shop#x", Optional.empty()).key("ann"));
        assertThat(UserKeys.of("shop%23x", Optional.empty()).key("ann"))
                .isNotEqualTo(UserKeys.of("shop#x", Optional.empty()).key("ann"));
    }

    @Test
    void keysOfAnotherApplicationHaveNoName() {
        assertThat(clear.nameIn(UserKey.ofIndexValue("bank#ann"))).isEmpty();
    }

    /** It may come into a log. */
    @Test
    void keyDoesNotShowTheName() {
        assertThat(clear.key("ann").toString()).doesNotContain("ann");
    }
}
