"""What stands between the network and Streamlit: who is let in, and what every answer carries."""
