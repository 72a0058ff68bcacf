package io.github.dynamosession.boot.visits;

import jakarta.servlet.http.HttpSession;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Counts the visits of a session by a value of a class of its own. */
@SpringBootApplication
public class VisitsApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(VisitsApplication.class, arguments);
    }

    @Bean
    SecurityFilterChain open(HttpSecurity http) throws Exception {
        return http.build();
    }

    @RestController
    static class VisitsController {

        /** How often, and by which loading of the program. */
        @GetMapping("/")
        String visit(HttpSession session) {
            Visits before = (Visits) session.getAttribute("visits");
            Visits now = new Visits(before == null ? 1 : before.count() + 1);
            session.setAttribute("visits", now);
            return now.count() + " " + Visits.class.getClassLoader();
        }
    }
}
