package io.github.dynamosession.it;

/** {@code -Dfigures}: as many rounds as a figure in the documentation needs, not as few as find a fault in each build. */
public final class Figures {

    private Figures() {}

    public static boolean areWanted() {
        return System.getProperty("figures") != null;
    }

    static int times(int inEveryBuild, int forFigures) {
        return areWanted() ? forFigures : inEveryBuild;
    }
}
