package io.github.dynamosession.tomcat;

/** What keeps a web application's sessions in DynamoDB: our manager, and the store of Tomcat's own. */
interface InDynamoDb {}
