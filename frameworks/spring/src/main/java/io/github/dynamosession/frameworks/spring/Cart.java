package io.github.dynamosession.frameworks.spring;

import jakarta.annotation.PreDestroy;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.web.context.annotation.SessionScope;

/** One for each session: Spring puts it there, and sets it again at the end of each request that touched it. */
@Component
@SessionScope
public class Cart implements Serializable {

    private static final long serialVersionUID = 1;

    private final List<String> items = new ArrayList<>();

    public void add(String item) {
        items.add(item);
    }

    public List<String> getItems() {
        return items;
    }

    /** A bean with an end has a listener of Spring's beside it in the session. */
    @PreDestroy
    void empty() {
        items.clear();
    }
}
