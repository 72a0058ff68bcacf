package io.github.dynamosession.frameworks.spring;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** What the pages of an order fill in, one after the other. */
public class Order implements Serializable {

    private static final long serialVersionUID = 1;

    private @Nullable String address;
    private @Nullable String payment;

    public @Nullable String getAddress() {
        return address;
    }

    public void setAddress(String value) {
        address = value;
    }

    public @Nullable String getPayment() {
        return payment;
    }

    public void setPayment(String value) {
        payment = value;
    }
}
