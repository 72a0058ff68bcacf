package io.github.dynamosession.store.codec;

/** One allowed class, package ({@code .*}) or package with those below ({@code .**}). */
record ClassPattern(String prefix, Extent extent) {

    private enum Extent {
        CLASS,
        PACKAGE,
        PACKAGES
    }

    static ClassPattern of(String text) {
        if (text.endsWith(".**")) {
            return new ClassPattern(text.substring(0, text.length() - 2), Extent.PACKAGES);
        }
        if (text.endsWith(".*")) {
            return new ClassPattern(text.substring(0, text.length() - 1), Extent.PACKAGE);
        }
        return new ClassPattern(text, Extent.CLASS);
    }

    boolean matches(String className) {
        return switch (extent) {
            case CLASS -> className.equals(prefix);
            case PACKAGE -> className.startsWith(prefix) && className.indexOf('.', prefix.length()) < 0;
            case PACKAGES -> className.startsWith(prefix);
        };
    }
}
