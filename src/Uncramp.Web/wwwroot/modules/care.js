// The server's clock is right and the phone knows where it is: together they tell which night it is.
for (const field of document.querySelectorAll('.offset')) field.value = -new Date().getTimezoneOffset();
