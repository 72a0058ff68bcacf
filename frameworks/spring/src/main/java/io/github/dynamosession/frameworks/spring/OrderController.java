package io.github.dynamosession.frameworks.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.bind.annotation.SessionAttribute;
import org.springframework.web.bind.annotation.SessionAttributes;
import org.springframework.web.bind.support.SessionStatus;

/** A wizard: the order is in the session from its first page to its last. */
@Controller
@SessionAttributes("order")
public class OrderController {

    @GetMapping("/order/new")
    String begin(Model page) {
        page.addAttribute("order", new Order());
        return "redirect:/order/address";
    }

    @GetMapping("/order/address")
    String askForAddress(@ModelAttribute("order") Order order) {
        return "address";
    }

    @PostMapping("/order/address")
    String takeAddress(@ModelAttribute("order") Order order) {
        return "redirect:/order/payment";
    }

    @GetMapping("/order/payment")
    String askForPayment(@ModelAttribute("order") Order order) {
        return "payment";
    }

    /** Spring removes the order from the session after it has written the answer, the last byte included. */
    @PostMapping("/order/payment")
    @ResponseBody
    String takePayment(@ModelAttribute("order") Order order, SessionStatus status) {
        status.setComplete();
        return "to " + order.getAddress() + " for " + order.getPayment();
    }

    @GetMapping("/order")
    @ResponseBody
    String show(@SessionAttribute(name = "order", required = false) @Nullable Order order) {
        return order == null ? "no order" : "order to " + order.getAddress();
    }
}
