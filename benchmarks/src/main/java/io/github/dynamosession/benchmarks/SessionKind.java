package io.github.dynamosession.benchmarks;

import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.core.userdetails.User;

/** Attribute values as sessions of real applications have them. */
@SuppressWarnings("ImmutableEnumChecker") // what it keeps is used by one thread
public enum SessionKind {
    /** A few strings. */
    LOGIN(SessionKind::login),
    /** Twenty lines with texts, amounts and times. */
    CART(() -> cart(20)),
    /** The same lines as records. */
    RECORDS(() -> records(20)),
    /** The beans behind three pages of forms, with lists in lists and references to each other. */
    WIZARD(SessionKind::wizard),
    /** Spring Security's context: unmodifiable lists inside, so it goes by Java serialization in any case. */
    SPRING_LOGIN(SessionKind::springLogin);

    private final Supplier<Object> value;

    SessionKind(Supplier<Object> value) {
        this.value = value;
    }

    Object value() {
        return value.get();
    }

    private static Object login() {
        Map<String, Object> login = new HashMap<>();
        login.put("user", "ann.example@example.com");
        login.put("name", "Ann Example");
        login.put("locale", "de-DE");
        login.put("csrf", "c6d8e6f0-7a43-4f2e-9f0e-0c9a6f3d2b11");
        login.put("since", Instant.parse("2026-11-21T08:30:00Z"));
        return login;
    }

    static Cart cart(int lines) {
        Cart cart = new Cart();
        for (int i = 0; i < lines; i++) {
            String sku = "SKU-" + (10_000 + i * 37);
            cart.lines.add(new CartLine(sku, "Article number " + i + ", blue", i % 3 + 1));
        }
        return cart;
    }

    private static Object records(int lines) {
        return cart(lines).lines.stream()
                .map(line -> new OrderLine(line.sku, line.title, line.amount, line.price, line.added))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static Object wizard() {
        Wizard wizard = new Wizard();
        for (int i = 0; i < 3; i++) {
            Page page = new Page(wizard, "page " + i);
            for (int field = 0; field < 12; field++) {
                page.fields.put("field" + field, new ArrayList<>(List.of("value " + field, field, field % 2 == 0)));
            }
            wizard.pages.add(page);
        }
        wizard.current = wizard.pages.get(1);
        return wizard;
    }

    private static Object springLogin() {
        User user = new User("ann", "", AuthorityUtils.createAuthorityList("ROLE_USER", "ROLE_ADMIN"));
        return new SecurityContextImpl(
                UsernamePasswordAuthenticationToken.authenticated(user, null, user.getAuthorities()));
    }

    static final class Cart implements Serializable {
        private static final long serialVersionUID = 1L;
        final ArrayList<CartLine> lines = new ArrayList<>();
    }

    static final class CartLine implements Serializable {
        private static final long serialVersionUID = 1L;
        final String sku;
        final String title;
        final int amount;
        final BigDecimal price;
        final Instant added;

        CartLine(String sku, String title, int amount) {
            this.sku = sku;
            this.title = title;
            this.amount = amount;
            this.price = new BigDecimal(amount * 1999).movePointLeft(2);
            this.added = Instant.ofEpochSecond(1_790_000_000L + title.hashCode() % 100_000);
        }
    }

    record OrderLine(String sku, String title, int amount, BigDecimal price, Instant added) implements Serializable {}

    static final class Wizard implements Serializable {
        private static final long serialVersionUID = 1L;
        final ArrayList<Page> pages = new ArrayList<>();
        Page current = new Page(this, "none");
    }

    static final class Page implements Serializable {
        private static final long serialVersionUID = 1L;
        final Wizard wizard;
        final String title;
        final LinkedHashMap<String, Serializable> fields = new LinkedHashMap<>();

        Page(Wizard wizard, String title) {
            this.wizard = wizard;
            this.title = title;
        }
    }
}
