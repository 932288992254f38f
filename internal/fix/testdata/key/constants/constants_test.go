package constants

import "testing"

func TestRoundTrip(t *testing.T) {
	if len(Coupon(nil)) != 32 || len(Link(nil)) != 32 || len(table) != 3 || Campaign != "spring" {
		t.Error("no MAC")
	}
	if couponKey == "spring-campaign-2019" {
		t.Error("the key is that of the source")
	}
}
