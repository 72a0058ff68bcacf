package io.github.dynamosession.benchmarks.requests;

import io.github.dynamosession.store.SessionKey;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.Objects;

/** An application whose sessions Dynamosession keeps: 4 KB, of some twenty values. */
final class ProductServlet extends MeasuredServlet {

    private static final long serialVersionUID = 1L;

    static final String APPLICATION = "/benchmark";

    private static final int TEXTS = 19;

    @Override
    String open(HttpServletRequest request, HttpServletResponse response) {
        HttpSession session = request.getSession();
        for (int i = 0; i < TEXTS; i++) {
            session.setAttribute("text" + i, text(0));
        }
        session.setAttribute(BASKET, new Basket());
        return SessionKey.of(APPLICATION, session.getId()).partitionKey();
    }

    /** Too short for the product to compress it, which would make the session a smaller one. */
    private static String text(int number) {
        return "a text of a session, which is as long as most of the others, ".repeat(3) + (1_000 + number);
    }

    @Override
    String answer(RequestKind kind, HttpServletRequest request) {
        if (kind == RequestKind.UNUSED) {
            return "nothing 0";
        }
        HttpSession session = Objects.requireNonNull(request.getSession(false), "session");
        if (kind == RequestKind.CHANGE) {
            String before = (String) session.getAttribute(TEXT);
            int number = Integer.parseInt(before.substring(before.length() - 4)) - 999;
            session.setAttribute(TEXT, text(number % 9_000));
            return "text " + number;
        }
        Basket basket = (Basket) session.getAttribute(BASKET);
        if (kind == RequestKind.IN_PLACE) {
            basket.add();
        }
        return "basket " + basket.amount();
    }
}
