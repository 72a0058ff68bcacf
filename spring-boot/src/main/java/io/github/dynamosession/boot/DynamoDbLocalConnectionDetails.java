package io.github.dynamosession.boot;

import java.net.URI;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * Where a DynamoDB Local is that an application uses in place of DynamoDB, in its tests or while it is developed. Sessions are
 * kept there then, whatever the properties and the application's clients say.
 */
public interface DynamoDbLocalConnectionDetails extends ConnectionDetails {

    /** Such as {@code http://localhost:8000}. */
    URI endpoint();
}
