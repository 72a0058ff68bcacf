package io.github.dynamosession.boot.shop;

import jakarta.servlet.http.HttpSession;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.switchuser.SwitchUserGrantedAuthority;
import org.springframework.security.web.savedrequest.SimpleSavedRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who is logged in, and how; and where a login is to lead. */
@RestController
class StaffController {

    @GetMapping({"/staff/who", "/account/who"})
    String who(Authentication login) {
        String actor = login.getAuthorities().stream()
                .filter(SwitchUserGrantedAuthority.class::isInstance)
                .map(authority -> " by "
                        + ((SwitchUserGrantedAuthority) authority).getSource().getName())
                .findFirst()
                .orElse("");
        return login.getClass().getSimpleName() + " " + login.getName() + actor;
    }

    @GetMapping("/shop/after-login")
    String afterLogin(@RequestParam("page") String page, HttpSession session) {
        session.setAttribute("SPRING_SECURITY_SAVED_REQUEST", new SimpleSavedRequest(page));
        return "noted";
    }
}
