package io.github.dynamosession.testapp.attribute;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** A bean with objects inside, changed in place through the bean. */
public final class Cart implements Serializable {

    private final Person owner = new Person("Ann", 30);
    private final List<String> goods = new ArrayList<>();

    public List<String> goods() {
        return goods;
    }

    @Override
    public String toString() {
        return owner + " " + goods;
    }
}
