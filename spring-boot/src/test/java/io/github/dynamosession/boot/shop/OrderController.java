package io.github.dynamosession.boot.shop;

import jakarta.servlet.http.HttpSession;
import jakarta.validation.Valid;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.bind.annotation.SessionAttributes;
import org.springframework.web.bind.support.SessionStatus;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The pages of an order; each post is answered by a redirect with what the next page is to show once. */
@Controller
@RequestMapping("/shop/order")
@SessionAttributes("order")
class OrderController {

    @ModelAttribute("order")
    Order order() {
        return new Order();
    }

    @PostMapping
    String fill(@Valid @ModelAttribute("order") Order order, BindingResult errors, RedirectAttributes attributes) {
        attributes.addFlashAttribute("note", errors.hasErrors() ? "not yet" : "noted");
        if (errors.hasErrors()) {
            attributes.addFlashAttribute("org.springframework.validation.BindingResult.form", errors);
        }
        return "redirect:/shop/order";
    }

    /** @param session made in time: Spring stores the order when the text has been sent */
    @GetMapping
    @ResponseBody
    String show(@ModelAttribute("order") Order order, Model model, HttpSession session) {
        Object errors = model.getAttribute("org.springframework.validation.BindingResult.form");
        String faulty = errors instanceof BindingResult result
                ? ", wrong: " + result.getFieldErrors().get(0).getField()
                : "";
        return model.getAttribute("note") + ": " + order.getBottles() + " to " + order.getAddress() + faulty;
    }

    @PostMapping("/end")
    @ResponseBody
    String end(SessionStatus status) {
        status.setComplete();
        return "done";
    }
}
