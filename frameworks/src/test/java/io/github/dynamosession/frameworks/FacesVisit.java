package io.github.dynamosession.frameworks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** State of views on the server, flash, and beans of the session, a view and a conversation. */
final class FacesVisit extends Visit {

    private final List<String> added = new ArrayList<>();
    private Page counter;
    private Page wizard;

    FacesVisit(String title, Application application, Nodes nodes) {
        super(title, application, nodes);
    }

    @Override
    void begin() {
        addItems("tea", "milk", "bread");
        counter = open("page with a state opened", "/counter.xhtml");
        count(1, 2, 3);
        wizard = open("wizard opened", "/order.xhtml");
        wizard = send("wizard: begun", wizard.form().pressing("wizard:next"));
        wizard = send(
                "wizard: address",
                wizard.form().with("wizard:address", "1 High Street").pressing("wizard:next"));
    }

    @Override
    void goOn() {
        assertThat(wizard.text("#address")).isEqualTo("1 High Street");
        wizard = send(
                "wizard: done", wizard.form().with("wizard:payment", "10 Euro").pressing("wizard:next"));
        assertThat(wizard.text("#done")).isEqualTo("to 1 High Street for 10 Euro");
        count(4, 5, 6);
        addItems("nuts", "jam", "figs");
    }

    private void addItems(String... items) {
        Page cart = open("cart opened", "/cart.xhtml");
        for (String item : items) {
            cart = send("item added", cart.form().with("entry:item", item).pressing("entry:add"));
            added.add(item);
            assertThat(cart.text("#message")).isEqualTo(item + " was added");
            assertThat(cart.texts(".item")).isEqualTo(added);
            cart = open("cart opened", "/cart.xhtml");
            assertThat(cart.text("#message")).isEmpty();
            assertThat(cart.texts(".item")).isEqualTo(added);
        }
    }

    private void count(int... expected) {
        for (int clicks : expected) {
            counter = send("page with a state sent back", counter.form().pressing("counter:count"));
            assertThat(counter.text("[id=counter:clicks]")).isEqualTo("" + clicks);
        }
    }
}
