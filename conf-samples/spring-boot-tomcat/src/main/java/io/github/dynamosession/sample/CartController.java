package io.github.dynamosession.sample;

import jakarta.servlet.http.HttpSession;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET} shows the cart, {@code POST} adds an {@code item} to it. */
@RestController
class CartController {

    @GetMapping("/cart")
    String show(HttpSession session) {
        return cartOf(session).toString();
    }

    @PostMapping("/cart")
    String add(@RequestParam String item, HttpSession session) {
        Cart cart = cartOf(session);
        cart.add(item); // saved without another setAttribute
        return cart.toString();
    }

    private static Cart cartOf(HttpSession session) {
        if (session.getAttribute("cart") instanceof Cart cart) {
            return cart;
        }
        Cart empty = new Cart();
        session.setAttribute("cart", empty);
        return empty;
    }
}
