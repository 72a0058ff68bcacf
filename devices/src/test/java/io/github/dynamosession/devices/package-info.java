/** What users see of their sessions, over HTTP in a Tomcat of the test. */
package io.github.dynamosession.devices;
