package io.github.dynamosession.store;

/**
 * Under what the index finds the sessions of a user of one application; see {@link UserKeys}, which makes it. Immutable.
 */
public final class UserKey {

    private final String indexValue;

    private UserKey(String indexValue) {
        this.indexValue = indexValue;
    }

    /** Returns the key that stands in a table. */
    public static UserKey ofIndexValue(String indexValue) {
        return new UserKey(indexValue);
    }

    /** The value of the index's partition key. */
    public String indexValue() {
        return indexValue;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UserKey that && indexValue.equals(that.indexValue);
    }

    @Override
    public int hashCode() {
        return indexValue.hashCode();
    }

    /** Nothing of the name: what is logged may be kept for longer, and by others, than the table. */
    @Override
    public String toString() {
        return "a user";
    }
}
