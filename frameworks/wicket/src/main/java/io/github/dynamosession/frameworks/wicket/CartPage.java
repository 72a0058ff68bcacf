package io.github.dynamosession.frameworks.wicket;

import java.util.ArrayList;
import java.util.List;
import org.apache.wicket.markup.html.WebPage;
import org.apache.wicket.markup.html.basic.Label;
import org.apache.wicket.markup.html.form.Form;
import org.apache.wicket.markup.html.form.TextField;
import org.apache.wicket.markup.html.link.Link;
import org.apache.wicket.markup.html.list.ListItem;
import org.apache.wicket.markup.html.list.ListView;
import org.apache.wicket.markup.html.panel.FeedbackPanel;
import org.apache.wicket.model.IModel;
import org.apache.wicket.model.Model;

/** A page with a state of its own, which links and forms of it change. */
public class CartPage extends WebPage {

    private static final long serialVersionUID = 1;

    private final ArrayList<String> items = new ArrayList<>();
    private int clicks;

    public CartPage() {
        add(
                new FeedbackPanel("feedback"),
                new Label("clicks", () -> clicks),
                new Counter(),
                new Items(items),
                new Entry());
    }

    private final class Counter extends Link<Void> {
        private static final long serialVersionUID = 1;

        Counter() {
            super("count");
        }

        @Override
        public void onClick() {
            clicks++;
        }
    }

    private static final class Items extends ListView<String> {
        private static final long serialVersionUID = 1;

        Items(List<String> items) {
            super("items", items);
        }

        @Override
        protected void populateItem(ListItem<String> item) {
            item.add(new Label("name", item.getModel()));
        }
    }

    private final class Entry extends Form<Void> {
        private static final long serialVersionUID = 1;
        private final IModel<String> item = Model.of("");

        Entry() {
            super("entry");
            add(new TextField<>("item", item));
        }

        @Override
        protected void onSubmit() {
            items.add(item.getObject());
            success(item.getObject() + " was added");
            item.setObject("");
        }
    }
}
