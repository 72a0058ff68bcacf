package io.github.dynamosession.frameworks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** A page whose state links and forms change, kept in the session. */
final class WicketVisit extends Visit {

    private final List<String> added = new ArrayList<>();
    private Page page;
    private int clicks;

    WicketVisit(Nodes nodes) {
        super("Wicket", Application.WICKET, nodes);
    }

    @Override
    void begin() {
        page = open("page opened", "/");
        count(3);
        addItems("tea", "milk", "bread");
    }

    @Override
    void goOn() {
        count(3);
        addItems("nuts", "jam", "figs");
    }

    private void count(int times) {
        for (int i = 0; i < times; i++) {
            page = user().open("link clicked", page.link("#count")).ok();
            clicks++;
            assertThat(page.text("#clicks")).isEqualTo("" + clicks);
        }
    }

    private void addItems(String... items) {
        for (String item : items) {
            page = send("form sent", page.form().with("item", item));
            added.add(item);
            assertThat(page.text("#message")).isEqualTo(item + " was added");
            assertThat(page.texts(".item")).isEqualTo(added);
            assertThat(page.text("#clicks")).isEqualTo("" + clicks);
        }
    }
}
