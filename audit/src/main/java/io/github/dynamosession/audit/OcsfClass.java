package io.github.dynamosession.audit;

/** The classes of the Open Cybersecurity Schema Framework that our events are of. */
enum OcsfClass {
    BASE_EVENT(0, "Base Event", 0, "Uncategorized"),
    AUTHENTICATION(3002, "Authentication", 3, "Identity & Access Management"),
    ENTITY_MANAGEMENT(3004, "Entity Management", 3, "Identity & Access Management");

    private final int uid;
    private final String text;
    private final int category;
    private final String categoryName;

    OcsfClass(int uid, String text, int category, String categoryName) {
        this.uid = uid;
        this.text = text;
        this.category = category;
        this.categoryName = categoryName;
    }

    int uid() {
        return uid;
    }

    String text() {
        return text;
    }

    int category() {
        return category;
    }

    String categoryName() {
        return categoryName;
    }
}
