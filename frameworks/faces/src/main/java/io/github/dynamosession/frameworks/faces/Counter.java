package io.github.dynamosession.frameworks.faces;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Named;
import java.io.Serializable;

/** A bean of one view, which lives as long as its page is sent back. */
@Named
@ViewScoped
public class Counter implements Serializable {

    private static final long serialVersionUID = 1;

    private int clicks;

    public void count() {
        clicks++;
    }

    public int getClicks() {
        return clicks;
    }
}
