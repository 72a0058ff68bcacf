package io.github.dynamosession.sample;

import io.github.dynamosession.store.UserSessions;
import jakarta.servlet.http.HttpSession;
import java.util.ArrayList;
import java.util.List;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/** What customers do once they are logged in. */
@RestController
@EnableWebMvc
public class ShopController {

    private final UserSessions sessions;

    ShopController(UserSessions sessions) {
        this.sessions = sessions;
    }

    @GetMapping("/account")
    String account(Authentication login) {
        Customer customer = (Customer) login.getPrincipal();
        return customer.getUsername() + " from " + customer.city() + " is " + login.getAuthorities();
    }

    @GetMapping("/search")
    String search(@RequestParam("for") String goods) {
        return "you searched for " + goods;
    }

    /** A form needs the token. */
    @GetMapping("/token")
    String token(@RequestAttribute("_csrf") CsrfToken token) {
        return token.getToken();
    }

    @PostMapping("/cart")
    String add(@RequestParam("item") String item, HttpSession session) {
        List<String> cart = new ArrayList<>(cart(session));
        cart.add(item);
        session.setAttribute("cart", cart);
        return String.join(", ", cart);
    }

    @GetMapping("/cart")
    String show(HttpSession session) {
        return String.join(", ", cart(session));
    }

    @PostMapping("/logout-everywhere")
    String logOutEverywhere(Authentication login) {
        return sessions.revokeAll(login.getName()) + " sessions ended";
    }

    @SuppressWarnings("unchecked") // set above
    private static List<String> cart(HttpSession session) {
        Object cart = session.getAttribute("cart");
        return cart == null ? List.of() : (List<String>) cart;
    }
}
