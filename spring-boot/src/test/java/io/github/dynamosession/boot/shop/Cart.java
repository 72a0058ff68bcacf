package io.github.dynamosession.boot.shop;

import jakarta.annotation.PreDestroy;
import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.web.context.annotation.SessionScope;

/** A bean of session scope, which wants to be told of its end. */
@Component
@SessionScope
public class Cart implements Serializable {

    @Serial
    private static final long serialVersionUID = 1L;

    private final List<String> items = new ArrayList<>();

    public void add(String item) {
        items.add(item);
    }

    public String content() {
        return String.join(", ", items);
    }

    @PreDestroy
    void end() {
        items.clear();
    }
}
