package io.github.dynamosession.frameworks;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Connection.KeyVal;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.FormElement;

/** A form of a page, as a user fills it in: what is hidden in it goes along. */
final class Form {

    private final Element form;
    private final Map<String, String> fields = new LinkedHashMap<>();

    Form(Element form) {
        this.form = form;
        for (KeyVal field : ((FormElement) form).formData()) {
            fields.put(field.key(), field.value());
        }
    }

    Form with(String field, String value) {
        fields.put(field, value);
        return this;
    }

    /** Presses a button that has a name, which goes along then. */
    Form pressing(String button) {
        return with(button, form.select("[name=" + button + "]").attr("value"));
    }

    URI action() {
        String action = form.absUrl("action");
        return URI.create(action.isEmpty() ? form.baseUri() : action);
    }

    boolean isPost() {
        return form.attr("method").equalsIgnoreCase("post");
    }

    String encoded() {
        return fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
