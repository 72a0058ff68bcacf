package io.github.dynamosession.benchmarks.requests;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** A value that an application changes in place. */
final class Basket implements Serializable {

    private static final long serialVersionUID = 1L;

    private final ArrayList<Line> lines =
            new ArrayList<>(List.of(new Line("SKU-10037", "Article number 1, blue"), new Line("SKU-10074", "A pen")));

    private static final class Line implements Serializable {
        private static final long serialVersionUID = 1L;

        private final String sku;
        private final String title;
        private int amount = 1_000;

        private Line(String sku, String title) {
            this.sku = sku;
            this.title = title;
        }
    }

    /** Adds one more of the first article. */
    void add() {
        lines.get(0).amount++;
    }

    int amount() {
        return lines.get(0).amount;
    }

    @Override
    public String toString() {
        Line first = lines.get(0);
        return first.amount + " of " + first.sku + ", " + first.title;
    }
}
