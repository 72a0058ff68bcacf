package io.github.dynamosession.frameworks.spring;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.annotation.RegisteredOAuth2AuthorizedClient;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Who is logged in, whichever way. */
@Controller
public class AccountController {

    @GetMapping("/account")
    String show(Authentication login, Model page) {
        page.addAttribute("name", login.getName());
        return "account";
    }

    /** Calls another service in the user's name: its token must be on each node. */
    @GetMapping("/account/points")
    String points(
            Authentication login,
            @RegisteredOAuth2AuthorizedClient(SecurityConfiguration.PROVIDER) OAuth2AuthorizedClient client,
            Model page) {
        page.addAttribute(
                "name",
                login.getName() + " with a token of type "
                        + client.getAccessToken().getTokenType().getValue());
        return "account";
    }
}
