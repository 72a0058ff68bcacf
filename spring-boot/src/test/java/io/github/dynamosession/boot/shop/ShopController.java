package io.github.dynamosession.boot.shop;

import jakarta.servlet.http.HttpSession;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What anybody may do, and what takes a login. */
@RestController
class ShopController {

    private final Cart cart;

    ShopController(Cart cart) {
        this.cart = cart;
    }

    @PostMapping("/shop/cart")
    String add(@RequestParam("item") String item) {
        cart.add(item);
        return cart.content();
    }

    @GetMapping("/shop/cart")
    String show() {
        return cart.content();
    }

    @GetMapping("/shop/thread")
    String thread() {
        return Thread.currentThread().toString();
    }

    @GetMapping("/shop/end")
    String end(HttpSession session) {
        session.invalidate();
        return "ended";
    }

    @GetMapping("/account")
    String account(Authentication login) {
        String address = login.getPrincipal() instanceof OidcUser user ? " <" + user.getEmail() + ">" : "";
        return login.getName() + address;
    }

    @GetMapping("/search")
    String search(@RequestParam("for") String goods) {
        return "found " + goods;
    }
}
