package io.github.dynamosession.boot.shop;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.client.web.HttpSessionOAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/** A shop with Spring MVC and Spring Security. */
@SpringBootApplication
public class ShopApplication {

    @Bean
    SecurityFilterChain security(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(requests -> requests.requestMatchers("/account/**", "/search")
                        .authenticated()
                        .anyRequest()
                        .permitAll())
                .formLogin(Customizer.withDefaults())
                .oauth2Login(Customizer.withDefaults())
                .rememberMe(remembered -> remembered.key("the same on all nodes"))
                .logout(logout -> logout.invalidateHttpSession(false))
                .csrf(csrf -> csrf.ignoringRequestMatchers("/shop/**", "/actuator/**"))
                .build();
    }

    @Bean
    UserDetailsService customers() {
        return new InMemoryUserDetailsManager(customer("ann"), customer("cleo"), customer("dora"), customer("emil"));
    }

    private static UserDetails customer(String name) {
        return User.withUsername(name)
                .password("{noop}secret")
                .roles("CUSTOMER")
                .build();
    }

    /** As docs/frameworks.md has it: the tokens of a login go along with the user. */
    @Bean
    OAuth2AuthorizedClientRepository tokens() {
        return new HttpSessionOAuth2AuthorizedClientRepository();
    }
}
