package io.github.dynamosession.frameworks.spring;

import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.ViewResolver;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.spring6.templateresolver.SpringResourceTemplateResolver;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;

/** Spring MVC with Thymeleaf. */
@Configuration
@EnableWebMvc
@ComponentScan
public class WebConfiguration {

    @Bean
    SpringResourceTemplateResolver templates(ApplicationContext application) {
        SpringResourceTemplateResolver templates = new SpringResourceTemplateResolver();
        templates.setApplicationContext(application);
        templates.setPrefix("/WEB-INF/templates/");
        templates.setSuffix(".html");
        return templates;
    }

    @Bean
    ViewResolver views(SpringResourceTemplateResolver templates) {
        SpringTemplateEngine engine = new SpringTemplateEngine();
        engine.setTemplateResolver(templates);
        ThymeleafViewResolver views = new ThymeleafViewResolver();
        views.setTemplateEngine(engine);
        return views;
    }
}
