package io.github.dynamosession.frameworks.spring;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The cart is a bean of the session; what was added is said once, after the redirect, by a flash attribute. */
@Controller
public class CartController {

    private final Cart cart;

    CartController(Cart cart) {
        this.cart = cart;
    }

    @GetMapping("/cart")
    String show(Model page) {
        page.addAttribute("items", cart.getItems());
        return "cart";
    }

    @PostMapping("/cart")
    String add(@RequestParam("item") String item, RedirectAttributes next) {
        cart.add(item);
        next.addFlashAttribute("message", item + " was added");
        return "redirect:/cart";
    }
}
