package io.github.dynamosession.it.wire;

/** The calls that a store makes, as DynamoDB names them in the header {@code X-Amz-Target}. */
public enum StoreCall {
    GET_ITEM("GetItem"),
    PUT_ITEM("PutItem"),
    UPDATE_ITEM("UpdateItem"),
    DELETE_ITEM("DeleteItem"),
    TRANSACT_WRITE_ITEMS("TransactWriteItems"),
    QUERY("Query"),
    ANY("[A-Za-z]+");

    private final String operations;

    StoreCall(String operations) {
        this.operations = operations;
    }

    String targetPattern() {
        return "DynamoDB_20120810\\." + operations;
    }

    boolean matches(String target) {
        return target.matches(targetPattern());
    }
}
