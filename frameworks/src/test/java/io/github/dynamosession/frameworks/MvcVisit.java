package io.github.dynamosession.frameworks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** Session-scoped bean, flash attributes and {@code @SessionAttributes} of Spring MVC. */
final class MvcVisit extends Visit {

    private final List<String> added = new ArrayList<>();
    private Page page;

    MvcVisit(Nodes nodes) {
        super("Spring MVC", Application.SPRING, nodes);
    }

    @Override
    void begin() {
        page = open("cart opened", "/cart");
        addItems("tea", "milk", "bread", "salt", "rice");
        page = open("wizard begun", "/order/new");
        page = send("wizard: address", page.form().with("address", "1 High Street"));
    }

    @Override
    void goOn() {
        assertThat(page.text("#address")).isEqualTo("1 High Street");
        Page last = send("wizard: done", page.form().with("payment", "10 Euro"));
        assertThat(last.text()).isEqualTo("to 1 High Street for 10 Euro");
        assertThat(open("page after the wizard", "/order").text()).isEqualTo("no order");

        page = open("cart shown", "/cart");
        addItems("nuts", "jam", "figs", "corn", "oats");
    }

    private void addItems(String... items) {
        for (String item : items) {
            page = send("item added", page.form().with("item", item));
            added.add(item);
            assertThat(page.text("#message")).isEqualTo(item + " was added");
            assertThat(page.texts(".item")).isEqualTo(added);
            page = open("cart shown", "/cart");
            assertThat(page.text("#message")).isEmpty();
            assertThat(page.texts(".item")).isEqualTo(added);
        }
    }
}
