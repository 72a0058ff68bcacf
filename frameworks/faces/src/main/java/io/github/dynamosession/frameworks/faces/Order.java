package io.github.dynamosession.frameworks.faces;

import jakarta.enterprise.context.Conversation;
import jakarta.enterprise.context.ConversationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** A wizard: its bean lives in a conversation from the first page to the last. */
@Named
@ConversationScoped
public class Order implements Serializable {

    private static final long serialVersionUID = 1;

    @Inject
    private @Nullable Conversation conversation;

    private @Nullable String address;
    private @Nullable String payment;

    public String begin() {
        conversation().begin();
        return "address?faces-redirect=true";
    }

    public String takeAddress() {
        return "payment?faces-redirect=true";
    }

    public String takePayment() {
        conversation().end();
        return "done";
    }

    public @Nullable String getAddress() {
        return address;
    }

    public void setAddress(@Nullable String value) {
        address = value;
    }

    public @Nullable String getPayment() {
        return payment;
    }

    public void setPayment(@Nullable String value) {
        payment = value;
    }

    private Conversation conversation() {
        if (conversation == null) {
            throw new IllegalStateException("not made by CDI");
        }
        return conversation;
    }
}
