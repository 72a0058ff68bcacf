package io.github.dynamosession.sample;

import io.github.dynamosession.tomcat.DynamoDbManager;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.tomcat.TomcatContextCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Spring Boot with its Tomcat. Start it on two ports: each goes on with the cart that the other one began.
 *
 * <pre>
 * java -jar spring-boot-tomcat.jar --server.port=8081
 * curl -b cookies -c cookies -d item=tea localhost:8081/cart
 * </pre>
 *
 * <p>Leave Spring Session out: its filter has sessions of its own, of which Tomcat and this manager never hear.
 */
@SpringBootApplication
class ShopApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(ShopApplication.class, arguments);
    }

    /** The properties {@code dynamosession.*} are those of the manager; an unknown one stops the start. */
    @Bean
    TomcatContextCustomizer sessionsInDynamoDb(Environment environment) {
        Map<String, String> properties =
                Binder.get(environment).bindOrCreate("dynamosession", Bindable.mapOf(String.class, String.class));
        return context -> {
            DynamoDbManager manager = new DynamoDbManager();
            properties.forEach(manager::setProperty);
            context.setManager(manager);
        };
    }
}
