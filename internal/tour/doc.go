// Package tour holds a test that goes through the first hour of a newcomer who has the README and Go, and nothing else.
package tour
