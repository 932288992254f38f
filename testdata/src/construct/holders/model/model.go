// Package model has types of another package that variables and fields point to.
package model

// A User has a part from outside.
type User struct{ Token, ID string }

// A Config holds a User.
type Config struct {
	User *User
	Name string
}
